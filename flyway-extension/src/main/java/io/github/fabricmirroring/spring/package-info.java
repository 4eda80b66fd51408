/**
 * Spring Boot's auto-configuration: for users, {@link io.github.fabricmirroring.spring.MirroringCallbackBean}. Imports
 * {@code flyway} and {@code settings} only.
 */
package io.github.fabricmirroring.spring;
