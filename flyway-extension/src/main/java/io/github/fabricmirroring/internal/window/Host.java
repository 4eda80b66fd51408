package io.github.fabricmirroring.internal.window;

/**
 * The words that messages use for what a window is part of.
 *
 * @param next what a person runs to have mirroring started, such as a command in backquotes
 */
public record Host(String next) {}
