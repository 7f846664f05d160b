package dev.varve.engine.database;

import java.nio.file.AccessDeniedException;
import java.sql.SQLException;
import org.h2.api.ErrorCode;

/** Why H2 did not open or read a database. */
enum H2Refusal {
    /** Another process has it open. */
    IN_USE,
    WRONG_LOGIN,
    /** Written by an H2 whose files this one does not read. */
    OTHER_FORMAT,
    /** What H2 says of settings, rights and paths. */
    REFUSED,
    /** The file is not what H2 wrote. */
    DAMAGED;

    /** H2 meets damage with whatever exception the torn bytes lead to, so what is none of its other refusals is damage. */
    static H2Refusal of(SQLException refused) {
        return switch (refused.getErrorCode()) {
            case ErrorCode.DATABASE_ALREADY_OPEN_1 -> IN_USE;
            case ErrorCode.WRONG_USER_OR_PASSWORD -> WRONG_LOGIN;
            case ErrorCode.FILE_VERSION_ERROR_1 -> OTHER_FORMAT;
            case ErrorCode.DATABASE_NOT_FOUND_WITH_IF_EXISTS_1,
                    ErrorCode.UNKNOWN_MODE_1,
                    ErrorCode.UNSUPPORTED_SETTING_1,
                    ErrorCode.UNSUPPORTED_SETTING_COMBINATION,
                    ErrorCode.INVALID_VALUE_2,
                    ErrorCode.ADMIN_RIGHTS_REQUIRED,
                    ErrorCode.NOT_ENOUGH_RIGHTS_FOR_1,
                    ErrorCode.DATABASE_IS_CLOSED,
                    ErrorCode.OUT_OF_MEMORY,
                    ErrorCode.LOCK_TIMEOUT_1,
                    ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1 -> REFUSED;
            default -> isForbidden(refused) ? REFUSED : DAMAGED;
        };
    }

    private static boolean isForbidden(SQLException refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof AccessDeniedException
                    || String.valueOf(cause.getMessage()).contains("Permission denied")) {
                return true;
            }
        }
        return false;
    }

    /** H2's first line, and what led to it. */
    static String detail(SQLException refused) {
        Throwable root = refused;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var said = firstLine(refused);
        return refused.getCause() == null ? said : said + " (" + firstLine(root) + ")";
    }

    private static String firstLine(Throwable thrown) {
        var message = thrown.getMessage();
        return message == null || message.isBlank()
                ? thrown.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
