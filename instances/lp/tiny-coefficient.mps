* Dropping 1e-12 makes it unbounded, as HiGHS 1.16 says.
* https://github.com/jkitchin/discopt/issues/1286
* truth: optimal 0
NAME tiny-coefficient
OBJSENSE
    MAX
ROWS
 N COST
 E R1
 E R2
COLUMNS
 x3 COST 1
 x3 R2 1e-12
 x1 R1 1
 x1 R2 1
 x2 R1 1
 x2 R2 1
RHS
BOUNDS
 FR BND x1
 FR BND x2
 FR BND x3
ENDATA
