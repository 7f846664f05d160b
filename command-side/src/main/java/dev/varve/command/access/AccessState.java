package dev.varve.command.access;

import dev.varve.events.AccessEvent.TokenIssued;

/** What is known of one token or one user. Each state carries only what that state has. */
sealed interface AccessState {

    /** Nothing was ever recorded under this id or name. */
    record Unknown() implements AccessState {}

    /** A token that was given out; whether it has expired is asked when it is used. */
    record Valid(TokenIssued token) implements AccessState {}

    /** A token that was revoked, for good. */
    record Revoked() implements AccessState {}

    /** A user who may log in. */
    record Admitted(String role) implements AccessState {}

    /** A user who was removed, and may be added again. */
    record Removed() implements AccessState {}
}
