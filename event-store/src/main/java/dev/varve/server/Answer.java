package dev.varve.server;

/**
 * What a command said.
 *
 * @param exitCode the command's, as in the contract; {@link #KILLED} if it was ended before it could say how
 * @param json its document; an error's if it has one
 */
public record Answer(int exitCode, String json) {

    /** No exit code of any command. */
    public static final int KILLED = -1;
}
