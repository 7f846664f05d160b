package dev.varve.query.app;

import dev.varve.query.projection.ViewTransaction;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.ParameterResolver;
import org.axonframework.messaging.annotation.ParameterResolverFactory;

/** Gives a projection's handler the transaction of its unit of work. */
record ViewTransactionParameter(ViewTransactions transactions)
        implements ParameterResolverFactory, ParameterResolver<ViewTransaction> {

    @Override
    public ParameterResolver<ViewTransaction> createInstance(Executable handler, Parameter[] parameters, int index) {
        return parameters[index].getType() == ViewTransaction.class ? this : null;
    }

    @Override
    public ViewTransaction resolveParameterValue(Message<?> message) {
        return transactions.current();
    }

    @Override
    public boolean matches(Message<?> message) {
        return true;
    }
}
