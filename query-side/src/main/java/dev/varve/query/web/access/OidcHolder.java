package dev.varve.query.web.access;

import java.util.Optional;

/** The login elsewhere, if one is configured. */
record OidcHolder(Optional<OidcLogin> login) {}
