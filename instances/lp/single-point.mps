* Only (-0.25, -0.775) is feasible; an exact code that reads doubles gave a value not attained.
* https://github.com/sapotools/sapo/issues/22
* truth: optimal -1/4
NAME single-point
OBJSENSE
    MAX
ROWS
 N COST
 L R1
 L R2
 L R3
 L R4
COLUMNS
 x COST 1
 x R1 1
 x R3 -1
 y R2 1
 y R4 -1
RHS
 RHS R1 -0.25
 RHS R2 -0.775
 RHS R3 0.25
 RHS R4 0.775
BOUNDS
 FR BND x
 FR BND y
ENDATA
