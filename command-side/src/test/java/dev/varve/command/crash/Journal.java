package dev.varve.command.crash;

/** How the database keeps what a transaction changes. */
enum Journal {
    DELETE,
    WAL
}
