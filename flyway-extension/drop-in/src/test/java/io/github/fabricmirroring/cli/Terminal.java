package io.github.fabricmirroring.cli;

import com.azure.core.credential.AccessToken;
import io.github.fabricmirroring.dropin.StandardError;
import io.github.fabricmirroring.internal.fabric.FabricApi;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.window.Reporter;
import io.github.fabricmirroring.standin.FabricStandIn;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.flywaydb.core.api.logging.LogFactory;
import picocli.CommandLine;
import reactor.core.publisher.Mono;

/** Commands in this JVM, with an environment of their own. */
final class Terminal {

    /** What a command printed, and how it ended. */
    record Result(int exitCode, String out, String err) {

        String all() {
            return out + err;
        }
    }

    static {
        FabricStandIn.trustInThisJvm();
    }

    private final BiFunction<MirroringSettings, Reporter, FabricApi> fabric;
    private final Map<String, String> variables = new LinkedHashMap<>();

    private Terminal(BiFunction<MirroringSettings, Reporter, FabricApi> fabric) {
        this.fabric = fabric;
    }

    static Terminal to(FabricStandIn fabric) {
        AccessToken token = new AccessToken(fabric.token(), OffsetDateTime.now().plusHours(1));
        return new Terminal((settings, reporter) -> new FabricApi(settings, request -> Mono.just(token), reporter))
                .environment(
                        "FLYWAY_FABRIC_MIRRORING_API_ENDPOINT",
                        fabric.apiEndpoint().toString());
    }

    /** Where no client for Fabric can be made. */
    static Terminal to(Supplier<RuntimeException> failing) {
        return new Terminal((settings, reporter) -> {
            throw failing.get();
        });
    }

    Terminal environment(String name, String value) {
        variables.put(name, value);
        return this;
    }

    Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = FabricMirroring.execute(commandLine(new PrintWriter(out), new PrintWriter(err)), arguments);
        System.clearProperty(StandardError.DEBUG_PROPERTY);
        return new Result(exitCode, out.toString(), err.toString());
    }

    CommandLine commandLine(PrintWriter out, PrintWriter err) {
        // Flyway's log would be this jar's own again.
        LogFactory.setLogCreator(type -> new SilentLog());
        return FabricMirroring.commandLine(services()).setOut(out).setErr(err);
    }

    private Services services() {
        return new Services(Map.copyOf(variables), fabric, () -> "database-token");
    }
}
