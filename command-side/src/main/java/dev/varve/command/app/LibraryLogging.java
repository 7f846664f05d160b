package dev.varve.command.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.Logger;

/**
 * The command line speaks for itself; libraries only on stderr, when something is wrong. In Java and not in a file of
 * settings, because reading one takes a tenth of a second of every command. Found by {@code ServiceLoader}.
 */
public final class LibraryLogging extends ContextAwareBase implements Configurator {

    @Override
    public ExecutionStatus configure(LoggerContext loggers) {
        var root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.ERROR);
        root.addAppender(stderr(loggers));
        // A failed migration is told as a step's failure, not twice.
        loggers.getLogger("org.flywaydb").setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static ConsoleAppender<ILoggingEvent> stderr(LoggerContext loggers) {
        var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
        encoder.setContext(loggers);
        encoder.setLayout(oneLine(loggers));
        encoder.start();
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(loggers);
        appender.setName("stderr");
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    private static Layout<ILoggingEvent> oneLine(LoggerContext loggers) {
        var layout = new OneLine();
        layout.setContext(loggers);
        layout.start();
        return layout;
    }

    private static final class OneLine extends LayoutBase<ILoggingEvent> {

        @Override
        public String doLayout(ILoggingEvent event) {
            var thrown = event.getThrowableProxy();
            return "varve: " + event.getLevel() + " " + event.getLoggerName() + ": " + event.getFormattedMessage()
                    + System.lineSeparator() + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown));
        }
    }
}
