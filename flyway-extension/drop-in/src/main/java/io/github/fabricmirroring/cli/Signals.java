package io.github.fabricmirroring.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * What happens on a signal, before or in place of the JVM's exit. By {@code sun.misc.Signal}, which every JDK since 1.2
 * has in its module jdk.unsupported; by reflection, because javac warns of each mention of it.
 */
final class Signals {

    private Signals() {}

    /**
     * @param signal without {@code SIG}
     * @param taken what happens; if it returns {@code false}, what would have happened without it follows
     * @return puts back what was before
     */
    static Runnable handle(String signal, BooleanSupplier taken) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object named = signalType.getConstructor(String.class).newInstance(signal);
            // A signal may come before it is known.
            CompletableFuture<Object> before = new CompletableFuture<>();
            Object handler = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        if (!taken.getAsBoolean()) {
                            handlerType.getMethod("handle", signalType).invoke(before.join(), arguments);
                        }
                        return null;
                    });
            var handle = signalType.getMethod("handle", signalType, handlerType);
            before.complete(handle.invoke(null, named, handler));
            return () -> {
                try {
                    handle.invoke(null, named, before.join());
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            };
        } catch (ReflectiveOperationException e) {
            // A system without this signal, or a JVM that was told to leave signals alone.
            return () -> {};
        }
    }
}
