* Clarabel 0.11.1 says dual infeasible: x <= 5e6, with a right-hand side of 1e14.
* Found by ironproof bench accuracy --shrink.
* truth: optimal 50000000000000
NAME large-right-hand-side
OBJSENSE
    MAX
ROWS
 N COST
 L R8
COLUMNS
 x1 COST 10000000
 x1 R8 20000000
RHS
 RHS R8 100000000000000
BOUNDS
ENDATA
