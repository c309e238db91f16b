package dev.ferry.host.google;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** Does what a request says. */
public final class ScriptedFunction implements HttpFunction {
  private static final int TEAPOT = 418;

  /** Made by the framework. */
  public ScriptedFunction() {}

  @Override
  public void service(HttpRequest request, HttpResponse response) throws Exception {
    String asked = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    switch (asked) {
      case "who" ->
          write(response, ProcessHandle.current().pid() + " " + System.getenv("K_SERVICE"));
      case "token" -> write(response, request.getFirstHeader("Authorization").orElse("none"));
      case "jetty" -> write(response, Boolean.toString(sees("org.eclipse.jetty.server.Server")));
      case "tea" -> response.setStatusCode(TEAPOT);
      case "log" -> System.out.println("said so");
      case "fail" -> throw new IOException("no");
      case "die" -> Runtime.getRuntime().halt(1);
      case "hang" -> {
        System.out.println("hangs");
        new CountDownLatch(1).await();
      }
      default -> response.setStatusCode(204);
    }
  }

  private static boolean sees(String name) {
    try {
      Class.forName(name);
      return true;
    } catch (ClassNotFoundException hidden) {
      return false;
    }
  }

  private static void write(HttpResponse response, String text) throws IOException {
    response.getWriter().write(text);
  }
}
