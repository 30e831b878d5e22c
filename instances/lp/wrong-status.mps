* The two rows contradict x1 >= 2; Clp 1.17 ends without a status.
* https://github.com/coin-or/Clp/issues/264
* truth: infeasible
NAME wrong-status
ROWS
 N COST
 L R0
 E R1
COLUMNS
 x0 COST -1
 x0 R0 1
 x0 R1 2
 x1 COST -1
 x1 R0 2
 x1 R1 1
RHS
 RHS R0 3
 RHS R1 4
BOUNDS
 LO BND x1 2
ENDATA
