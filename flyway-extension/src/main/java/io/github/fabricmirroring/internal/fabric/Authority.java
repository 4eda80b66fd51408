package io.github.fabricmirroring.internal.fabric;

import com.azure.core.util.Configuration;
import com.azure.identity.AzureAuthorityHosts;
import java.util.Optional;
import java.util.stream.Stream;

/** Who gives tokens, if the environment names somebody else than Microsoft's public cloud. */
record Authority(Optional<String> host) {

    static Authority of(Configuration environment) {
        return new Authority(Optional.ofNullable(environment.get(Configuration.PROPERTY_AZURE_AUTHORITY_HOST))
                .filter(host -> !host.isBlank()));
    }

    /** Then nobody can vouch for it: azure-identity asks Microsoft's public cloud about an authority, and it must not. */
    boolean isUnknownToMicrosoft() {
        return host.filter(named -> Stream.of(
                                AzureAuthorityHosts.AZURE_PUBLIC_CLOUD,
                                AzureAuthorityHosts.AZURE_GOVERNMENT,
                                AzureAuthorityHosts.AZURE_CHINA)
                        .noneMatch(known -> withoutSlash(known).equalsIgnoreCase(withoutSlash(named))))
                .isPresent();
    }

    private static String withoutSlash(String host) {
        return host.replaceFirst("/+$", "");
    }
}
