package com.example.shop;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.TokenCredential;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.github.fabricmirroring.standin.FabricStandIn;
import io.github.fabricmirroring.standin.WatchedDatabase;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class TwoDatabasesTest {

    private final MirroredDatabase shop = new MirroredDatabase();
    private final MirroredDatabase returns = new MirroredDatabase();
    private final WireMockServer fabric = fabricOf(shop, returns);

    @BeforeEach
    void start() {
        fabric.start();
        for (MirroredDatabase database : List.of(shop, returns)) {
            fabric.stubFor(any(urlPathMatching(".*/" + database.fabric.sqlDatabaseId() + "/.*"))
                    .willReturn(aResponse()
                            .proxiedFrom(database.fabric.apiEndpoint().toString())
                            .withRemoveRequestHeader("Authorization")
                            .withAdditionalRequestHeader("Authorization", "Bearer " + database.fabric.token())));
        }
    }

    @AfterEach
    void stop() {
        fabric.stop();
        returns.close();
        shop.close();
    }

    @Test
    void eachHasItsOwnItemAndTheySharetheRest() {
        new ApplicationContextRunner()
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withUserConfiguration(ShopApplication.class)
                .withPropertyValues(
                        "spring.profiles.active=two-databases",
                        "fabric.mirroring.api-endpoint=https://localhost:" + fabric.httpsPort(),
                        "fabric.mirroring.state-query=" + WatchedDatabase.STATE_QUERY,
                        "fabric.mirroring.poll-interval=10ms",
                        "shop.item-url=" + shop.fabric.itemUrl(),
                        "shop.locations=classpath:db/shop/common,classpath:db/shop/h2",
                        "shop.datasource.jdbc-url=" + shop.url,
                        "shop.datasource.username=sa",
                        "returns.item-url=" + returns.fabric.itemUrl(),
                        "returns.locations=classpath:db/returns/common,classpath:db/returns/h2",
                        "returns.datasource.jdbc-url=" + returns.url,
                        "returns.datasource.username=sa")
                .withBean(TokenCredential.class, shop::credential)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(applied(context.getBean("shop", Flyway.class))).containsExactly("1", "3", "5", "6");
                    assertThat(applied(context.getBean("returns", Flyway.class)))
                            .containsExactly("2", "4");
                });

        assertThat(shop.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(returns.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    private static List<String> applied(Flyway flyway) {
        return List.of(flyway.info().applied()).stream()
                .map(migration -> migration.getVersion().toString())
                .toList();
    }

    /**
     * Each stand-in has one item and a token of its own: in front of both, one address for the two items, as in Fabric.
     */
    private static WireMockServer fabricOf(MirroredDatabase... databases) {
        FabricStandIn any = databases[0].fabric;
        return new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .dynamicHttpsPort()
                .keystoreType("PKCS12")
                .keystorePath(any.trustStore().resolveSibling("key-store.p12").toString())
                .keystorePassword("changeit")
                .keyManagerPassword("changeit")
                .http2TlsDisabled(true)
                .trustAllProxyTargets(true));
    }
}
