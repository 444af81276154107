package stepfunction.declared;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sqs.Queue;
import com.pulumi.aws.sqs.QueueArgs;
import com.pulumi.core.Alias;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import stepfunction.Fixture;

/** As the engine finds the resources of its state: generateAliases in pulumi/pkg/resource/deploy/step_generator.go. */
class FormerUrnsTest {

    private static final class Shop extends ComponentResource {

        Shop(String name, Alias... aliases) {
            super(
                    "my:index:Shop",
                    name,
                    ComponentResourceOptions.builder().aliases(aliases).build());
        }
    }

    private static Alias named(String name) {
        return Alias.builder().name(name).build();
    }

    private static void queue(String name, Alias... aliases) {
        new Queue(
                name,
                QueueArgs.Empty,
                CustomResourceOptions.builder().aliases(aliases).build());
    }

    private static void queueOf(Resource parent, String name, Alias... aliases) {
        new Queue(
                name,
                QueueArgs.Empty,
                CustomResourceOptions.builder().parent(parent).aliases(aliases).build());
    }

    private static Set<String> formerUrns(Runnable code) {
        return Fixture.declare(Map.of(), false, config -> Fixture.plan(config).declare(stack -> code.run()))
                .formerUrns();
    }

    @Test
    void resource_without_an_alias_has_none() {
        assertThat(formerUrns(() -> queueOf(new Shop("shop"), "mail"))).isEmpty();
    }

    @Test
    void alias_names_what_has_changed() {
        assertThat(formerUrns(() -> queue("mail", named("letters")))).containsExactly("aws:sqs/queue:Queue::letters");
        assertThat(formerUrns(() ->
                        queue("mail", Alias.builder().type("aws:sqs/old:Old").build())))
                .containsExactly("aws:sqs/old:Old::mail");
        assertThat(formerUrns(() -> queue(
                        "mail", Alias.withUrn("urn:pulumi:test::orders::my:index:Shop$aws:sqs/queue:Queue::post"))))
                .containsExactly("my:index:Shop$aws:sqs/queue:Queue::post");
    }

    @Test
    void alias_has_the_parent_of_the_resource_unless_it_names_another_or_none() {
        assertThat(formerUrns(() -> queueOf(new Shop("shop"), "mail", named("letters"))))
                .containsExactly("my:index:Shop$aws:sqs/queue:Queue::letters");
        assertThat(formerUrns(() -> queueOf(new Shop("shop"), "mail", Alias.noParent())))
                .containsExactly("aws:sqs/queue:Queue::mail");
        assertThat(formerUrns(() ->
                        queue("mail", Alias.builder().parent(new Topic("feed")).build())))
                .containsExactly("aws:sns/topic:Topic$aws:sqs/queue:Queue::mail");
    }

    @Test
    void child_inherits_the_aliases_of_its_parent_at_the_beginning_of_its_name() {
        var former = formerUrns(() -> {
            var shop = new Shop("shop", named("store"));
            queueOf(shop, "shop-mail");
            queueOf(shop, "post", named("letters"));
        });

        assertThat(former)
                .containsExactlyInAnyOrder(
                        "my:index:Shop::store",
                        "my:index:Shop$aws:sqs/queue:Queue::store-mail",
                        "my:index:Shop$aws:sqs/queue:Queue::letters",
                        "my:index:Shop$aws:sqs/queue:Queue::post");
    }
}
