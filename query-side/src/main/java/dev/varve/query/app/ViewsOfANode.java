package dev.varve.query.app;

import dev.varve.cli.Home;
import dev.varve.query.projection.SharedViewsSchema;
import dev.varve.query.projection.Views;
import dev.varve.store.PostgresAddress;
import dev.varve.store.StoreAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a node keeps its views: over a shared store in the schema that every node shares; a file in the home over an embedded store, and where
 * the role may only read.
 */
final class ViewsOfANode {

    private static final Logger LOG = LoggerFactory.getLogger(ViewsOfANode.class);

    private ViewsOfANode() {}

    static Views open(Home home, StoreAddress address) {
        if (!(address instanceof PostgresAddress events)) {
            return Views.open(home.views(address));
        }
        var schema = SharedViewsSchema.of(events);
        if (Views.mayBeShared(schema)) {
            LOG.info("the views stand in {}, for every node that may write there", schema.inWords());
            return Views.shared(schema);
        }
        LOG.warn(
                "the views stand in {}, for this node alone: its role may not write {}; 'varve store prepare --dashboard ROLE' grants that",
                home.views(address),
                schema.inWords());
        return Views.open(home.views(address));
    }
}
