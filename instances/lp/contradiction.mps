* x - y <= 1 and x - y >= 2; an interior point method without crossover saw no infeasibility.
* https://github.com/ERGO-Code/HiGHS/issues/1966
* truth: infeasible
NAME contradiction
ROWS
 N COST
 L R1
 G R2
COLUMNS
 x COST 2
 x R1 1
 x R2 1
 y COST -1
 y R1 -1
 y R2 -1
RHS
 RHS R1 1
 RHS R2 2
BOUNDS
ENDATA
