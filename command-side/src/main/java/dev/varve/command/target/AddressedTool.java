package dev.varve.command.target;

import dev.varve.engine.database.Database;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.MigrationOrder;
import dev.varve.engine.tool.MigrationResult;
import dev.varve.engine.tool.MigrationTool;
import dev.varve.engine.tool.PlannedStep;
import dev.varve.engine.tool.ToolException;
import dev.varve.engine.tool.ToolKind;
import dev.varve.engine.tool.ToolLook;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A target's tool, whose findings are the target's: with its name in their commands and without its secrets, whichever way they
 * come.
 */
record AddressedTool(MigrationTool tool, UnaryOperator<Finding> address) implements MigrationTool {

    @Override
    public ToolKind kind() {
        return tool.kind();
    }

    @Override
    public ToolLook look(Runnable beforeConnecting) {
        var look = tool.look(beforeConnecting);
        return new ToolLook(
                look.graph(),
                look.current(),
                look.currentKnown(),
                look.versionTables(),
                look.versions(),
                look.configuration(),
                look.findings().stream().map(address).toList());
    }

    @Override
    public MigrationTool pointedAt(Database other) {
        return new AddressedTool(tool.pointedAt(other), address);
    }

    @Override
    public List<PlannedStep> plan(Destination destination) {
        return addressed(() -> tool.plan(destination));
    }

    @Override
    public String previewSql(Destination destination) {
        return addressed(() -> tool.previewSql(destination));
    }

    @Override
    public MigrationResult migrate(MigrationOrder order, Consumer<Observation> observer) {
        return addressed(() -> tool.migrate(order, observer));
    }

    @Override
    public Optional<List<String>> recorded(Set<String> versionTables) {
        return tool.recorded(versionTables);
    }

    @Override
    public boolean canStampFrom(List<String> current) {
        return tool.canStampFrom(current);
    }

    @Override
    public void stamp(String revision, Consumer<Observation> observer) {
        addressed(() -> {
            tool.stamp(revision, observer);
            return revision;
        });
    }

    private <T> T addressed(Supplier<T> asked) {
        try {
            return asked.get();
        } catch (ToolException refused) {
            throw new ToolException(address.apply(refused.finding()), refused);
        }
    }
}
