* Infeasible by 1e-9, below any tolerance of a float solver.
* truth: infeasible
NAME short-by-a-billionth
ROWS
 N COST
 G LOW
 L HIGH
COLUMNS
 x COST 1
 x LOW 1
 x HIGH 1
 y COST 1
 y LOW 1
 y HIGH 1
RHS
 RHS LOW 1
 RHS HIGH 0.999999999
BOUNDS
ENDATA
