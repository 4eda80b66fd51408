package io.github.fabricmirroring.internal.fabric;

import com.azure.core.http.HttpClient;
import com.azure.core.http.ProxyOptions;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.Configuration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The proxy that {@code HTTPS_PROXY} and {@code NO_PROXY} name, as {@code az} and curl read them: in capitals or not,
 * and with a host for all that is under it. Without one, the proxy of Java's system properties is used, if there is
 * one.
 */
record Proxy(Optional<ProxyOptions> options) {

    private static final String ALLOWED = "java.net.useSystemProxies";

    /** Where a managed identity is asked for a token, on the machine itself. */
    private static final String THIS_MACHINE = "localhost,127.0.0.1,169.254.169.254";

    static Proxy of(Configuration environment) {
        return new Proxy(value(environment, Configuration.PROPERTY_HTTPS_PROXY)
                .map(proxy -> ProxyOptions.fromConfiguration(asAzureCoreReadsIt(environment, proxy, ""), true)));
    }

    /** The same for tokens, which may come from this machine. */
    static Proxy forTokens(Configuration environment) {
        return new Proxy(value(environment, Configuration.PROPERTY_HTTPS_PROXY)
                .map(proxy -> ProxyOptions.fromConfiguration(
                        asAzureCoreReadsIt(environment, proxy, THIS_MACHINE + ","), true)));
    }

    Optional<HttpClient> client() {
        return options.map(proxy -> new JdkHttpClientBuilder().proxy(proxy).build());
    }

    // azure-core has no other way to have a configuration with something added.
    @SuppressWarnings("deprecation")
    private static Configuration asAzureCoreReadsIt(Configuration environment, String proxy, String bypassing) {
        String noProxy =
                bypassing + value(environment, Configuration.PROPERTY_NO_PROXY).orElse("");
        return environment
                .clone()
                .put(ALLOWED, "true")
                .put(Configuration.PROPERTY_HTTPS_PROXY, proxy.contains("://") ? proxy : "http://" + proxy)
                .put(Configuration.PROPERTY_NO_PROXY, withAllUnder(noProxy));
    }

    private static Optional<String> value(Configuration environment, String name) {
        return Stream.of(name, name.toLowerCase(Locale.ROOT))
                .map(environment::get)
                .filter(value -> value != null && !value.isBlank())
                .map(String::strip)
                .findFirst();
    }

    /** azure-core takes a host for itself only, and one that begins with a dot for all whose names end so. */
    private static String withAllUnder(String noProxy) {
        return Arrays.stream(noProxy.split("[,\\s]+"))
                .map(host -> host.replaceFirst("^\\*?\\.", ""))
                .filter(host -> !host.isEmpty())
                .flatMap(host -> host.equals("*") ? Stream.of(host) : Stream.of(host, "*." + host))
                .collect(Collectors.joining(","));
    }
}
