package com.example.shop;

import java.util.Arrays;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Migrates its database at the start, as Spring Boot does, and prints what has been applied. */
@SpringBootApplication
public class ShopApplication {

    public static void main(String[] args) {
        SpringApplication.run(ShopApplication.class, args);
    }

    @Bean
    CommandLineRunner history(Map<String, Flyway> flyways) {
        return args ->
                flyways.forEach((name, flyway) -> Arrays.stream(flyway.info().applied())
                        .forEach(migration -> System.out.println(
                                name + ": " + migration.getVersion() + " " + migration.getDescription())));
    }
}
