* The sum is 200 above 1e8; presolve of HiGHS 1.9 said optimal.
* https://github.com/ERGO-Code/HiGHS/issues/3034
* truth: infeasible
NAME short-by-200
ROWS
 N COST
 E R1
 L R2
COLUMNS
 a R1 1
 a R2 1
 b R1 -1
 b R2 -1
 c R2 99807000
RHS
 RHS R1 193200
 RHS R2 1e8
BOUNDS
 UP BND a 1e8
 UP BND b 1e8
 FX BND c 1
ENDATA
