package dev.varve.command.cli;

import dev.varve.command.run.StampReason;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a stamp's reason as it is typed. */
final class StampReasonWord implements ITypeConverter<StampReason> {

    @Override
    public StampReason convert(String word) {
        return Arrays.stream(StampReason.values())
                .filter(reason -> reason.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("expected one of "
                        + Arrays.stream(StampReason.values())
                                .map(StampReason::word)
                                .collect(Collectors.joining(", "))
                        + ", found '" + word + "'"));
    }
}
