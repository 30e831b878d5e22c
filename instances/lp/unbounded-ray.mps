* GLOP 9.4 said infeasible.
* https://github.com/google/or-tools/issues/3654
* truth: unbounded
NAME unbounded-ray
ROWS
 N COST
 E R1
COLUMNS
 a COST 11
 a R1 1
 b COST -9.5
 b R1 -1
 c COST 7.27
 c R1 1
RHS
BOUNDS
 LO BND a 1
 LO BND b 1
 LO BND c 1
ENDATA
