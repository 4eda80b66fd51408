package io.github.fabricmirroring.spring;

import io.github.fabricmirroring.flyway.MirroringCallback;
import io.github.fabricmirroring.flyway.internal.OwnCallback;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * A {@link MirroringCallback} that can be a Spring bean on every version of Flyway.
 *
 * <p>Spring looks at all methods of a bean's class. The class of a callback that runs on Flyway 11 and on Flyway 12 has
 * methods with a type that only Flyway 12 has, which Java minds when somebody looks. So the bean is a proxy, and its
 * class is made of the Flyway that is there.
 */
public interface MirroringCallbackBean extends OwnCallback {

    /**
     * A builder that has the settings and the credential of this one: for a further database with an item of its own.
     */
    MirroringCallback.Builder toBuilder();

    /** Makes a bean of a callback; in an application it replaces the one that would be contributed otherwise. */
    static MirroringCallbackBean of(MirroringCallback callback) {
        return (MirroringCallbackBean) Proxy.newProxyInstance(
                MirroringCallbackBean.class.getClassLoader(),
                new Class<?>[] {MirroringCallbackBean.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("toBuilder")) {
                        return callback.toBuilder();
                    }
                    if (method.getName().equals("equals")) {
                        return proxy == arguments[0];
                    }
                    try {
                        return method.invoke(callback, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
