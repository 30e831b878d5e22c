# Runs the blocks ```r of docs/r.md as one session and compares what they print with the blocks ```text below them, and
# the pictures that they draw with those in docs. With --write it renews both.
#
#   Rscript scripts/r-page.R ROOT [--write]

arguments <- commandArgs(trailingOnly = TRUE)
root <- normalizePath(arguments[1])
writes <- "--write" %in% arguments
page <- file.path(root, "docs", "r.md")
lines <- readLines(page, encoding = "UTF-8")
options(width = 100, digits = 7, warn = 2, scipen = 0)

# A folder of its own, in which the session writes what it likes.
folder <- tempfile("r-page")
dir.create(folder)
invisible(file.symlink(file.path(root, "instances"), file.path(folder, "instances")))
setwd(folder)

# What one block prints: the values of its expressions that R would show.
printed <- function(code) {
  capture.output(for (expression in parse(text = code)) {
    shown <- withVisible(eval(expression, globalenv()))
    if (shown$visible) print(shown$value)
  })
}

fence <- function(kind, from) {
  start <- if (from <= length(lines)) which(lines[from:length(lines)] == paste0("```", kind)) + from - 1 else integer()
  if (length(start) == 0) return(NULL)
  c(start[1], start[1] + which(lines[(start[1] + 1):length(lines)] == "```")[1])
}

made <- character()
at <- 1
wrong <- 0
n_blocks <- 0
repeat {
  block <- fence("r", at)
  if (is.null(block)) break
  n_blocks <- n_blocks + 1
  found <- sub(" +$", "", printed(lines[(block[1] + 1):(block[2] - 1)]))
  made <- c(made, lines[at:block[2]])
  at <- block[2] + 1
  below <- fence("text", at)
  # The block of what is printed stands right below the one that prints it.
  if (is.null(below) || any(lines[at:(below[1] - 1)] != "")) {
    if (length(found) > 0) stop("line ", block[1], ": what this block prints is not on the page")
    next
  }
  inside <- seq_len(max(below[2] - below[1] - 1, 0)) + below[1]
  if (!identical(lines[inside], found)) {
    wrong <- wrong + 1
    if (!writes) {
      cat("docs/r.md, line ", block[1], ": R prints something else now\n", sep = "", file = stderr())
      writeLines(c("expected:", lines[inside], "found:", found), stderr())
    }
  }
  made <- c(made, lines[at:below[1]], found, lines[below[2]])
  at <- below[2] + 1
}
if (n_blocks < 10) stop("docs/r.md has only ", n_blocks, " blocks of R")
if (writes) writeLines(c(made, lines[seq_len(length(lines) - at + 1) + at - 1]), page)

# Pictures of another R or cairo have other bytes, so that the picture says who drew it.
drawn_by <- sprintf("<!-- R %s, cairo %s -->", getRversion(), grSoftVersion()["cairo"])
pictures <- list.files(folder, "^r-.*[.]svg$")
if (length(pictures) == 0) stop("docs/r.md draws no picture")
for (picture in pictures) {
  found <- c(readLines(file.path(folder, picture)), drawn_by)
  kept <- file.path(root, "docs", picture)
  if (writes) {
    writeLines(found, kept)
  } else if (!file.exists(kept)) {
    stop("docs/", picture, " is missing; scripts/r-page.sh --write draws it")
  } else {
    expected <- readLines(kept)
    if (tail(expected, 1) != drawn_by) {
      cat("note: docs/", picture, " is of another version and not compared\n", sep = "", file = stderr())
    } else if (!identical(expected, found)) {
      wrong <- wrong + 1
      cat("docs/", picture, ": R draws something else now\n", sep = "", file = stderr())
    }
  }
}
cat(n_blocks, " blocks of R, ", length(pictures), " picture\n", sep = "")
if (wrong > 0 && !writes) {
  cat("error: ", wrong, " differ; scripts/r-page.sh --write renews them\n", sep = "", file = stderr())
  quit(status = 1)
}
