package io.github.fabricmirroring.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** As it stands in the jar's manifest. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(not from its jar)");
        return new String[] {
            "Fabric Mirroring for Flyway " + version,
            "Java ${java.version} (${java.vendor}) on ${os.name} ${os.version} ${os.arch}"
        };
    }
}
