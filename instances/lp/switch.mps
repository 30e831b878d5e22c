* Clarabel 0.11.1 with scaled rows is off a row by 5e-6.
* Found by ironproof bench accuracy --shrink.
* truth: optimal 0
NAME switch
OBJSENSE
    MIN
ROWS
 N COST
 L R1
COLUMNS
 x1 R1 1
 z1 COST 8000000
 z1 R1 -1000000
 z4 COST 2000000
RHS
BOUNDS
ENDATA
