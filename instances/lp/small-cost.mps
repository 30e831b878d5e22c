* HiGHS 1.16 says 0: the cost is below its tolerance, and it drops the coefficient.
* Found by ironproof bench accuracy --shrink.
* truth: optimal 24
NAME small-cost
OBJSENSE
    MAX
ROWS
 N COST
 L R5
COLUMNS
 x7 COST 0.00000003
 x7 R5 0.0000000000000005
RHS
 RHS R5 0.0000004
BOUNDS
ENDATA
