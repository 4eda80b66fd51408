package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.database.DatabaseIdentity;
import io.github.fabricmirroring.internal.fabric.DatabaseAddress;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.window.MirroringState;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "check",
        description = {
            "Checks what can be known without stopping anything. Changes nothing, and creates nothing.",
            "",
            "With --url: the database, its state, locks and notes. With the item, named or known from the database's"
                    + " address: the sign-in, and that it is this database's. With --locations: the scripts that are"
                    + " tagged, or should be, or are tagged amiss. Whatever is not given is not checked."
        },
        sortOptions = false,
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all well, as far as it can be known", "1:something would fail", "2:wrong usage"})
final class CheckCommand extends Results implements Callable<Integer> {

    @Mixin
    private CheckTarget target;

    @Option(
            names = "--locations",
            paramLabel = "LOCATIONS",
            description = {
                "Where migrations are, as for Flyway, such as",
                "filesystem:sql; with commas between several. With --config or FLYWAY_LOCATIONS, those of Flyway."
            })
    private String locations;

    @Option(names = "--offline", description = "Check the scripts only, without any network.")
    private boolean offline;

    @Override
    public Integer call() {
        TerminalMessages messages = new TerminalMessages(spec.commandLine());
        List<CheckResult> checks = offline ? List.of() : checks(messages);
        Optional<ScriptChecks.Result> scripts = scripts();
        if (checks.isEmpty() && scripts.isEmpty()) {
            throw target.wrong(
                    offline
                            ? "Nothing to check: pass --locations filesystem:…, or --config."
                            : "Nothing to check: pass --url, --item-url, --locations, or several of them.");
        }
        List<ScriptFinding> findings =
                scripts.map(ScriptChecks.Result::findings).orElse(List.of());
        show(checks, findings);
        scripts.ifPresent(result -> annotate(result, messages));
        boolean failed = checks.stream().anyMatch(CheckResult::isFailed)
                || findings.stream().anyMatch(ScriptFinding::isFailed);
        return failed ? spec.exitCodeOnExecutionException() : spec.exitCodeOnSuccess();
    }

    private void show(List<CheckResult> checks, List<ScriptFinding> findings) {
        with("checks", checks.stream().map(CheckResult::values).toList());
        with("scripts", findings.stream().map(ScriptFinding::values).toList());
        print(Stream.concat(
                        checks.stream().map(CheckResult::line),
                        findings.stream().map(ScriptFinding::line))
                .toArray(String[]::new));
    }

    private void annotate(ScriptChecks.Result scripts, TerminalMessages messages) {
        PullRequest pullRequest = new PullRequest(target.variables());
        scripts.findings().stream()
                .filter(ScriptFinding::isFailed)
                .map(pullRequest::annotation)
                .flatMap(Optional::stream)
                .forEach(messages::command);
        messages.info("read " + scripts.scripts() + (scripts.scripts() == 1 ? " script" : " scripts") + "; "
                + scripts.findings().stream().filter(ScriptFinding::isFailed).count() + " to be changed.");
    }

    private List<CheckResult> checks(TerminalMessages messages) {
        target.read();
        Optional<DatabaseChecks> database =
                target.database().map(found -> new DatabaseChecks(found, target.settings()));
        if (database.isEmpty() && target.settings().item().isEmpty()) {
            return List.of();
        }
        List<CheckResult> ofDatabase = database.map(DatabaseChecks::results).orElse(List.of());
        List<CheckResult> checks =
                new ArrayList<>(ofFabric(database.flatMap(DatabaseChecks::identity), state(database), messages));
        checks.addAll(ofDatabase);
        return checks;
    }

    private static MirroringState state(Optional<DatabaseChecks> database) {
        return database.map(DatabaseChecks::state).orElse(MirroringState.UNKNOWN);
    }

    private List<CheckResult> ofFabric(
            Optional<DatabaseIdentity> identity, MirroringState state, TerminalMessages messages) {
        try {
            MirroringSettings settings = identity.flatMap(found -> DatabaseAddress.item(found.url(), found.name()))
                    .map(target.settings()::withItem)
                    .orElse(target.settings());
            return new FabricChecks(settings, used -> target.api(used, messages)).results(identity, state);
        } catch (MirroringException e) {
            return List.of(CheckResult.failed("item", e.getMessage()));
        }
    }

    private Optional<ScriptChecks.Result> scripts() {
        if (offline) {
            target.readFile();
        }
        try {
            return target.first(
                            locations, "FLYWAY_LOCATIONS", () -> target.file().ofEnvironmentsFlyway("locations"))
                    .map(text -> new ScriptChecks(new MigrationNames(this::flywaySetting), encoding())
                            .read(ScriptChecks.locations(text)));
        } catch (MirroringException e) {
            throw target.wrong(e.getMessage());
        }
    }

    /**
     * @param nameAndDefault of a setting of Flyway's
     */
    private String flywaySetting(Map.Entry<String, String> nameAndDefault) {
        String name = nameAndDefault.getKey();
        return target.first(null, References.variable(name), () -> target.file().ofEnvironmentsFlyway(name))
                .orElse(nameAndDefault.getValue());
    }

    private Charset encoding() {
        try {
            return Charset.forName(flywaySetting(Map.entry("encoding", "UTF-8")));
        } catch (IllegalArgumentException e) {
            throw target.wrong("Flyway's setting encoding (FLYWAY_ENCODING) names none that Java knows.");
        }
    }
}
