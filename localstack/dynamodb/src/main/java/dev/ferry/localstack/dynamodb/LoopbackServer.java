package dev.ferry.localstack.dynamodb;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.apache.commons.cli.ParseException;
import org.eclipse.jetty.server.Server;
import software.amazon.dynamodb.services.local.main.CommandLineInput;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local with the options of its own server, but on loopback, and only as long as the
 * process that it is for.
 */
public final class LoopbackServer {
  /** Names the process, by its id, that this one ends with; unset, it runs until it is ended. */
  public static final String OWNER = "FERRY_LOCALSTACK_PID";

  private LoopbackServer() {}

  /**
   * Serves until the process ends.
   *
   * @param arguments those of DynamoDB Local, such as {@code -port 8000 -inMemory -sharedDb}
   * @throws Exception when an argument is wrong or the port is taken
   */
  public static void main(String[] arguments) throws Exception {
    String owner = System.getenv(OWNER);
    if (owner != null) {
      endWith(Long.parseLong(owner));
    }
    start(arguments).join();
  }

  private static void endWith(long owner) {
    Thread watch =
        new Thread(
            () -> {
              ProcessHandle.of(owner).ifPresent(process -> process.onExit().join());
              Runtime.getRuntime().halt(0);
            },
            "ferry-owner");
    watch.setDaemon(true);
    watch.start();
  }

  static Server start(String... arguments) throws Exception {
    CommandLineInput options = new CommandLineInput(arguments);
    if (!options.init()) {
      throw new ParseException("these are no options of DynamoDB Local");
    }
    Server server =
        new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), options.getPort()));
    server.setHandler(
        new LocalDynamoDBServerHandler(
            new LocalDynamoDBRequestHandler(
                0,
                options.isInMemory(),
                options.getDbPath(),
                options.getSharedDb(),
                options.shouldDelayTransientStatuses()),
            options.getCorsParams()));
    server.start();
    return server;
  }
}
