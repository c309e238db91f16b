package dev.ferry.cli.demo.google.function;

import com.google.cloud.functions.HttpRequest;
import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A request whose body somebody has read: whoever gets it reads it from the beginning. */
public final class ReadRequest {
  private ReadRequest() {}

  /** The request, with this body. */
  public static HttpRequest of(HttpRequest request, byte[] body) {
    return (HttpRequest)
        Proxy.newProxyInstance(
            ReadRequest.class.getClassLoader(),
            new Class<?>[] {HttpRequest.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getInputStream")) {
                return new ByteArrayInputStream(body);
              }
              try {
                return method.invoke(request, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }
}
