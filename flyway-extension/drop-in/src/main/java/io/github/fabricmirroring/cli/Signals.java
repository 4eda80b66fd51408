package io.github.fabricmirroring.cli;

import java.lang.reflect.Proxy;

/**
 * What happens on a signal, in place of the JVM's exit. By {@code sun.misc.Signal}, which every JDK since 1.2 has in its module
 * jdk.unsupported; by reflection, because javac warns of each mention of it.
 */
final class Signals {

    private Signals() {}

    /**
     * @param signal without {@code SIG}
     * @return puts back what was before
     */
    static Runnable handle(String signal, Runnable work) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object named = signalType.getConstructor(String.class).newInstance(signal);
            Object handler = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        work.run();
                        return null;
                    });
            var handle = signalType.getMethod("handle", signalType, handlerType);
            Object before = handle.invoke(null, named, handler);
            return () -> {
                try {
                    handle.invoke(null, named, before);
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
