* Bounds of 1e15 to 2e18.
* https://github.com/jkitchin/discopt/issues/1309
* truth: optimal 15000000000000000
NAME large-bounds
ROWS
 N COST
 G R0
COLUMNS
 v1 COST 5
 v1 R0 -1
 v3 COST 2
 v3 R0 -1
 v0 R0 5
RHS
 RHS R0 -2
BOUNDS
 LO BND v0 -1e16
 UP BND v0 1e16
 LO BND v1 5e15
 UP BND v1 2e18
 LO BND v3 -5e15
 UP BND v3 1e16
ENDATA
