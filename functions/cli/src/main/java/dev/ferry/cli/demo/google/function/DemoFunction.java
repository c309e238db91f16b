package dev.ferry.cli.demo.google.function;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.ferry.cli.demo.trouble.Trouble;
import java.lang.reflect.Proxy;

/**
 * The order system's function, to which some messages are pushed twice, as they may be: the answer
 * to the second is not heard.
 */
public final class DemoFunction implements HttpFunction {
  private final Trouble trouble = Trouble.ofProcess();
  private final HttpFunction orders = new TroubledFunction(trouble);

  /** For the framework, which makes it. */
  public DemoFunction() {}

  @Override
  public void service(HttpRequest request, HttpResponse response) throws Exception {
    byte[] push = request.getInputStream().readAllBytes();
    orders.service(ReadRequest.of(request, push), response);
    if (trouble.again(push)) {
      trouble.control().deliveredAgain(1);
      orders.service(ReadRequest.of(request, push), unheard());
    }
  }

  private static HttpResponse unheard() {
    return (HttpResponse)
        Proxy.newProxyInstance(
            DemoFunction.class.getClassLoader(),
            new Class<?>[] {HttpResponse.class},
            (proxy, method, arguments) -> null);
  }
}
