* An interior point code reported success at a point that violates its rows.
* https://github.com/scipy/scipy/issues/8174
* truth: optimal -2239/1115
NAME mixed-sizes
ROWS
 N COST
 L R1
 L R2
 L R3
 L R4
COLUMNS
 x1 COST -1
 x1 R1 22714
 x1 R2 -4986
 x1 R3 -4986
 x1 R4 22714
 x2 COST -1
 x2 R1 1008
 x2 R2 -1092
 x3 COST -1
 x3 R1 13380
 x3 R2 -31220
 x4 COST -1
 x4 R1 -2713.5
 x4 R2 17386.5
 x4 R3 -2713.5
 x4 R4 17386.5
 x5 COST -1
 x5 R1 -1116
 x5 R2 684
RHS
BOUNDS
 UP BND x1 1
 UP BND x2 1
 UP BND x3 1
 UP BND x4 1
 UP BND x5 1
ENDATA
