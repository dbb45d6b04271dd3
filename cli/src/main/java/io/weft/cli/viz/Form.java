package io.weft.cli.viz;

/** How what has no more columns than are shown anyway is printed, spelt as on the command line. */
enum Form {
    table,
    json
}
