* HiGHS 1.16 IPM without crossover, with scaled rows, stops 1e-6 below the optimum.
* Found by ironproof bench accuracy --shrink.
* truth: optimal 35/3
NAME four-scales
OBJSENSE
    MAX
ROWS
 N COST
 L R1
 L R4
COLUMNS
 x1 COST 0.004
 x1 R1 7
 x1 R4 0.00000002
 x3 R1 70000
 x3 R4 0.0005
 x4 R4 0.03
 x5 COST 500000
 x5 R1 600000000
RHS
 RHS R1 14000
 RHS R4 0.00068
BOUNDS
ENDATA
