package com.example.shop;

import io.github.fabricmirroring.spring.MirroringCallbackBean;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * An application with two databases builds two Flyways of its own. Each gets a callback with its own item, made from
 * the one that has what they share: {@code fabric.mirroring.*} and the credential.
 */
@Configuration
@Profile("two-databases")
class TwoDatabases {

    @Bean(initMethod = "migrate")
    Flyway shop(
            @Qualifier("shopDatabase") DataSource database,
            JavaMigration[] javaMigrations,
            MirroringCallbackBean mirroring,
            @Value("${shop.item-url}") String itemUrl,
            @Value("${shop.locations}") String[] locations) {
        return Flyway.configure()
                .dataSource(database)
                .locations(locations)
                .javaMigrations(javaMigrations)
                .callbacks(mirroring.toBuilder().itemUrl(itemUrl).build())
                .load();
    }

    @Bean(initMethod = "migrate")
    Flyway returns(
            @Qualifier("returnsDatabase") DataSource database,
            MirroringCallbackBean mirroring,
            @Value("${returns.item-url}") String itemUrl,
            @Value("${returns.locations}") String[] locations) {
        return Flyway.configure()
                .dataSource(database)
                .locations(locations)
                .callbacks(mirroring.toBuilder().itemUrl(itemUrl).build())
                .load();
    }

    @Bean
    @ConfigurationProperties("shop.datasource")
    DataSource shopDatabase() {
        return DataSourceBuilder.create().build();
    }

    @Bean
    @ConfigurationProperties("returns.datasource")
    DataSource returnsDatabase() {
        return DataSourceBuilder.create().build();
    }
}
