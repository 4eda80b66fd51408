package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.internal.fabric.DatabaseToken;
import io.github.fabricmirroring.internal.fabric.FabricApi;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.window.Reporter;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * What commands get from around them, besides their arguments.
 *
 * @param variables the environment
 * @param fabric the client for the item of these settings
 * @param databaseToken a token to connect to a SQL database with
 */
record Services(
        Map<String, String> variables,
        BiFunction<MirroringSettings, Reporter, FabricApi> fabric,
        Supplier<String> databaseToken) {

    static final Services REAL = new Services(System.getenv(), FabricApi::new, DatabaseToken::get);
}
