package dev.ferry.cli.demo.cloud;

import dev.ferry.cli.cloud.Place;
import dev.ferry.cli.command.Named;
import java.io.IOException;

/**
 * The order system on one cloud, in trouble: the same functions as users deploy, around which
 * {@link dev.ferry.cli.demo.trouble.TroubledOrders} is wired, and a ledger that an auditor can
 * read. Found by ServiceLoader; stateless.
 */
public interface DemoSample extends Named {
  /** The cloud, as {@link dev.ferry.topology.Host} spells it; the sample's folder has this name. */
  @Override
  String name();

  /** The class that functions run, in processes of their own. */
  Class<?> entry();

  /**
   * Makes a ledger.
   *
   * @param place where, of this cloud
   * @param name the name of what is made
   * @param store the store of the records, as {@code FERRY_STORE} names it: where a transaction of
   *     both needs the ledger beside them
   */
  DemoLedger ledger(Place place, String name, String store) throws IOException;
}
