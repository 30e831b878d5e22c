* Presolve of HiGHS 1.6 said infeasible when maximizing.
* https://github.com/ERGO-Code/HiGHS/issues/1530
* truth: optimal 1113/10
NAME ranged-maximum
OBJSENSE
    MAX
ROWS
 N COST
 L R0
 L R1
 L R2
 L R3
COLUMNS
 c0 COST 9
 c0 R0 3
 c0 R2 -10
 c1 COST -2
 c2 COST -2
 c2 R1 -5
 c2 R2 6
 c2 R3 -2
 c3 R0 -8
 c3 R3 9
RHS
 RHS R0 -67
 RHS R1 -39
 RHS R2 86
 RHS R3 60
RANGES
 RNG R1 31
 RNG R2 19
BOUNDS
 LO BND c0 -91
 UP BND c0 50
 LO BND c1 -62
 UP BND c1 104
 LO BND c2 -49
 UP BND c2 96
 LO BND c3 -53
 UP BND c3 100
ENDATA
