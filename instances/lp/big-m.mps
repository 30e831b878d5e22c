* A big-M row hides a violation: x <= 1e7 y, y <= 1e-8, x >= 1.
* truth: infeasible
NAME big-m
ROWS
 N COST
 L M
 G LOW
COLUMNS
 x COST 1
 x M 1
 x LOW 1
 y M -1e7
RHS
 RHS LOW 1
BOUNDS
 UP BND y 1e-8
ENDATA
