package dev.varve.command.demo;

import dev.varve.cli.ExitCode;

/** The same job with Flyway: here the failing script is rolled back whole, and looking proves it. */
final class FlywayStory {

    private final Stage stage;
    private final SampleApplication application;

    FlywayStory(Stage stage, SampleApplication application) {
        this.stage = stage;
        this.application = application;
    }

    void tell() {
        stage.title("A shop, managed by Flyway");
        stage.type(
                ExitCode.DONE,
                "target",
                "add",
                "shop",
                "--tool",
                "flyway",
                "--config",
                application.flywayScripts().toString(),
                "--database",
                "jdbc:sqlite:" + application.shopDatabase());
        stage.type(ExitCode.DONE, "upgrade", "shop", "--to", "2");
        application.useShop();
        stage.say("Version 3 wants one item for each SKU, whatever its case. Flyway runs the script in one\n"
                + "transaction, so the failure leaves nothing behind; schema and every row are compared to prove it.");
        stage.type(ExitCode.FAILED_UNCHANGED, "upgrade", "shop");
        stage.type(ExitCode.PENDING, "diagnose", "shop");
        stage.say("The second item gets its own SKU, and the upgrade runs.");
        application.renameTheSecondSku();
        stage.type(ExitCode.DONE, "upgrade", "shop");
        stage.type(ExitCode.DONE, "status");
        stage.type(ExitCode.DONE, "verify");
    }
}
