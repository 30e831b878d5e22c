* A negative upper bound without a lower bound: solvers read it in two ways. For docs/tutorial-solver-developer.md.
NAME negative-upper
ROWS
 N COST
 L R1
COLUMNS
 X COST 1
 X R1 1
RHS
 RHS R1 4
BOUNDS
 UP BND X -5
ENDATA
