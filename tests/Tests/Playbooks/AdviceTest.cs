using Stanch.Catalog;
using Stanch.Playbooks;

namespace Stanch.Tests.Playbooks;

/// <summary>Whose advice is shown, in which order, and what is said where there is none.</summary>
public sealed class AdviceTest : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("stanch-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Acme's token with these playbooks of the type and of the provider, beside a family's.</summary>
    private Playbook Acme(string type = "", string provider = "", string family = "what: a general value\n  order: continuity-first", PlaybookRequest? request = null, string more = "")
    {
        var files = new[] { Path.Combine(folder, "acme.yaml"), Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "families")).FullName, "access-token.yaml") };
        File.WriteAllText(files[0], Stanch.Tests.Catalog.Compiler.Compiled.Acme.TrimEnd() + "\n" + more + (type.Length > 0 ? $"    playbook:\n      {type}\n" : "") + (provider.Length > 0 ? $"playbook:\n  {provider}\n" : ""));
        File.WriteAllText(files[1], $"title: access token\nplaybook:\n  {family}\n");
        return Shelf.Of("acme/token", request, Shelf.Compile(files));
    }

    private static Block Said(Playbook playbook, string section, string key) => playbook.Blocks(section).Single(b => b.Key == key);

    [Fact]
    public void The_nearest_that_has_a_key_says_it()
    {
        Assert.Equal((Origin.Family, "A general value."), (Said(Acme(), "about", "what").From, Said(Acme(), "about", "what").Lines[0]));
        Assert.Equal((Origin.Provider, "Acme's own."), (Said(Acme(provider: "what: Acme's own"), "about", "what").From, Said(Acme(provider: "what: Acme's own"), "about", "what").Lines[0]));
        Assert.Equal("The token.", Said(Acme("what: the token", "what: Acme's own"), "about", "what").Lines[0]);
    }

    [Fact]
    public void General_advice_is_marked_as_general()
    {
        Assert.Equal("In general, for access tokens:", Said(Acme(), "about", "what").Lead);
        Assert.Equal("", Said(Acme("what: the token"), "about", "what").Lead);
        Assert.Contains("In general, for access tokens:", Shelf.Written(Acme(), "text"), StringComparison.Ordinal);
    }

    [Fact]
    public void Suspected_misuse_contains_first_whatever_fits_otherwise()
    {
        var calm = Acme();
        Assert.Equal((Order.ContinuityFirst, true), (calm.Order!.Value, calm.Summary.StartsWith("Continuity first", StringComparison.Ordinal)));
        var alarmed = Acme(request: new PlaybookRequest { Misuse = Misuse.Suspected });
        Assert.Equal((Order.ContainFirst, true), (alarmed.Order!.Value, alarmed.Summary.StartsWith("Contain first", StringComparison.Ordinal)));
        Assert.Contains("Misuse is suspected", alarmed.Lines("now"), StringComparison.Ordinal);
        var steps = alarmed.Blocks("now").Single(b => b.Kind == BlockKind.Steps).Lines;
        Assert.StartsWith("Revoke it", steps[1], StringComparison.Ordinal);
        Assert.StartsWith("Make a new one", calm.Blocks("now").Single(b => b.Kind == BlockKind.Steps).Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_is_the_nearest_ones_and_so_is_its_reason()
    {
        Assert.Equal(Order.ContainFirst, Acme("order: contain-first").Order);
        // The family's reason is for the other order, so it must not stand here.
        Assert.DoesNotContain("slow world", Acme("order: contain-first", family: "order: continuity-first\n  order-why: slow world").Lines("now"), StringComparison.Ordinal);
        Assert.Contains("Slow world.", Acme(family: "order: continuity-first\n  order-why: slow world").Lines("now"), StringComparison.Ordinal);
        Assert.Equal(Order.ContainFirst, Acme(request: new PlaybookRequest { Misuse = Misuse.None }, type: "order: contain-first").Order);
    }

    [Fact]
    public void What_the_docs_are_silent_about_is_said_to_be_unknown()
    {
        var listed = Said(Acme("unknown: [overlap]"), "revoke", "overlap");
        Assert.Equal(BlockKind.Unknown, listed.Kind);
        Assert.Equal("Not known: the public docs of Acme don't say whether the old one and a new one can be valid at the same time. Find out before you revoke.", listed.Lines[0]);
        var missing = Said(Acme(), "revoke", "overlap");
        Assert.Equal(BlockKind.Unknown, missing.Kind);
        Assert.StartsWith("Not known here: ", missing.Lines[0], StringComparison.Ordinal);
        Assert.Equal(BlockKind.Text, Said(Acme("overlap: a day"), "revoke", "overlap").Kind);
    }

    [Fact]
    public void What_is_unknown_of_a_provider_stands_before_what_holds_in_general()
    {
        var blocks = Acme("unknown: [sessions]", family: "sessions: look at the list").Blocks("misuse").Where(b => b.Key == "sessions").ToList();
        Assert.Equal([BlockKind.Unknown, BlockKind.Text], blocks.Select(b => b.Kind));
        Assert.Equal("In general, for access tokens:", blocks[1].Lead);
    }

    [Fact]
    public void What_is_unknown_of_a_type_is_not_taken_from_its_provider()
    {
        var blocks = Acme("unknown: [sessions]", provider: "sessions: Account, Sessions", family: "sessions: look at the list").Blocks("misuse").Where(b => b.Key == "sessions").ToList();
        Assert.Equal([(BlockKind.Unknown, Origin.Provider), (BlockKind.Text, Origin.Family)], blocks.Select(b => (b.Kind, b.From)));
        Assert.Equal("Not known for this type: the public docs of Acme don't say where open sessions are seen, and what they say of its other credentials need not hold here. Ask its support.", blocks[0].Lines[0]);
        Assert.Equal(("In general, for access tokens:", "look at the list"), (blocks[1].Lead, blocks[1].Lines[0]));
        Assert.Equal(BlockKind.Unknown, Said(Acme("unknown: overlap", "overlap: a day"), "revoke", "overlap").Kind);
        Assert.DoesNotContain("ACME_KEY", Acme("unknown: [variables]", "variables: { secret: ACME_KEY }").Lines("store"), StringComparison.Ordinal);
        Assert.DoesNotContain("A fortune", Acme("unknown: [risks]", "risks: { money: A fortune }").Lines("risk"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_of_the_type_is_shown_whatever_is_unknown_of_the_provider() =>
        Assert.Equal((BlockKind.Text, "Account, Sessions"), (Said(Acme("sessions: Account, Sessions", "unknown: [sessions]"), "misuse", "sessions").Kind, Said(Acme("sessions: Account, Sessions", "unknown: [sessions]"), "misuse", "sessions").Lines[0]));

    [Theory]
    [InlineData("Nothing is minted from it; what was done stays.", false)]
    [InlineData("Nothing.", false)]
    [InlineData("nothings of the night", true)]
    [InlineData("Sessions, until they end.", true)]
    public void What_outlives_it_is_ended_where_there_is_something(string outlives, bool step)
    {
        var playbook = Acme($"outlives-rotation: {outlives}");
        Assert.Equal(step, playbook.Lines("now").Contains("End what outlives it", StringComparison.Ordinal));
        Assert.Equal(step, playbook.Lines("checklist").Contains("outlives", StringComparison.Ordinal));
        Assert.Contains(playbook.Blocks("revoke"), b => b.Key == "outlives-rotation" && b.Lines[0].StartsWith(outlives[..6], StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void What_outlives_it_is_told_in_sentences_and_in_the_checklist_only_when_it_is_short()
    {
        var playbook = Acme("outlives-rotation: [sessions of an hour, data already copied, tokens that were minted, rules that were made]");
        Assert.Contains("End what outlives it, where that can be: Sessions of an hour. Data already copied. The rest stands under \"Revoke it, step by step\".", playbook.Lines("now"), StringComparison.Ordinal);
        Assert.Contains("What outlives it is ended, or known to have run out", playbook.Lines("checklist"), StringComparison.Ordinal);
        Assert.Contains("What outlives it is ended: sessions of an hour", Acme("outlives-rotation: sessions of an hour").Lines("checklist"), StringComparison.Ordinal);
        Assert.Contains("where that can be. In general: Sessions.", Acme(family: "outlives-rotation: sessions").Lines("now"), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_what_nobody_in_particular_issued_no_docs_are_blamed() =>
        Assert.All(Shelf.Shipped.Detectors.Where(d => d.Provider == "generic"), d => Assert.DoesNotContain("the public docs of", Shelf.Written(Shelf.Of(d.Id), "text"), StringComparison.Ordinal));

    [Fact]
    public void Where_nothing_has_to_be_revoked_the_first_sentence_says_so()
    {
        var playbook = Acme("revoke: Nothing to revoke");
        Assert.StartsWith("Nothing has to be revoked.", playbook.Summary, StringComparison.Ordinal);
        Assert.StartsWith("Nothing has to be revoked.", playbook.Lines("now"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_with_nothing_to_do_is_left_out()
    {
        foreach (var request in new[] { PlaybookRequest.Plain, new PlaybookRequest { Misuse = Misuse.Suspected } })
        {
            string Now(string type) => string.Join('\n', Acme(type, request: request).Blocks("now").SelectMany(b => b.Lines.Prepend(b.Label)));
            Assert.DoesNotContain("Revoke it", Now("revoke: Nothing to revoke"), StringComparison.Ordinal);
            Assert.DoesNotContain("Make a new one", Now("generate: Nothing to do; each job gets its own."), StringComparison.Ordinal);
            Assert.Contains("Put something else in its place, since no new one of its kind can be made: Build an app.", Now("generate: None any more; build an app."), StringComparison.Ordinal);
            Assert.DoesNotContain("Begin with", Now("misuse: None can be seen"), StringComparison.Ordinal);
            Assert.DoesNotContain("can't wait", Now("break-glass: None needed."), StringComparison.Ordinal);
            Assert.Contains("can't wait", Now("break-glass: Delete the account."), StringComparison.Ordinal);
        }
        Assert.DoesNotContain("whose is it", Acme("sessions: None; every call carries the key").Lines("misuse"), StringComparison.Ordinal);
        Assert.DoesNotContain("stops working without", Acme("stops: Nothing.").Lines("impact"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_API_offers_is_shown_and_marked_by_its_effect()
    {
        var playbook = Acme(more: "    revoke: { effect: changes, send: 'DELETE https://api.acme.example/tokens/{secret}', auth: 'bearer {secret}', body: '{ }', done: { status: 204 } }\n");
        var call = playbook.Blocks("revoke").Single(b => b.Language == "http");
        Assert.Equal("DELETE https://api.acme.example/tokens/{secret}\nauth: bearer {secret}\n\n{ }", string.Join('\n', call.Lines));
        Assert.Contains("changes things at the provider", call.Label, StringComparison.Ordinal);
        var byHand = Acme(more: "    revoke: { manual: [Open the console., Delete it.] }\n").Blocks("revoke").Single(b => b.Label == "By hand");
        Assert.Equal(["Open the console.", "Delete it."], byHand.Lines);
    }

    [Fact]
    public void A_log_that_tells_no_address_is_said_to()
    {
        var playbook = Shelf.Of("zoom/client-secret", catalog: Shelf.Frozen);
        Assert.Contains("Each event tells: time, actor, action, kind, detail. It tells no address, so it can't show from where.", playbook.Lines("misuse"), StringComparison.Ordinal);
        Assert.Contains("Each event tells: time, actor, action, address, agent. Compare the addresses with your own.", playbook.Lines("misuse"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_publishable_key_is_no_cause_for_alarm()
    {
        foreach (var misuse in Enum.GetValues<Misuse>())
        {
            var playbook = Shelf.Of("stripe/publishable-key", new PlaybookRequest { Misuse = misuse });
            Assert.StartsWith("No panic", playbook.Summary, StringComparison.Ordinal);
            Assert.Null(playbook.Order);
            Assert.Contains("restrict", playbook.Sections.Select(s => s.Id));
            Assert.DoesNotContain("history", playbook.Sections.Select(s => s.Id));
        }
    }

    [Fact]
    public void Of_a_provider_with_several_types_all_are_listed_the_worst_first()
    {
        var playbook = new Library(Shelf.Shipped).Of(Shelf.Shipped.Providers.Single(p => p.Id == "zoom"), PlaybookRequest.Plain);
        var listed = playbook.Blocks("which").First().Lines;
        Assert.Equal(Shelf.Shipped.Detectors.Where(d => d.Provider == "zoom").Select(d => d.Id).Order(), listed.Select(l => l.Split(' ')[0]).Order());
        var severities = listed.Select(l => Enum.Parse<Severity>(l.Split('(', ',')[1], ignoreCase: true)).ToList();
        Assert.Equal(severities.OrderDescending(), severities);
        Assert.Contains(playbook.Blocks("which"), b => b.Kind == BlockKind.Code && b.Lines[0].StartsWith("stanch playbook zoom/", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_a_provider_with_one_type_it_is_that_types()
    {
        var only = Shelf.Shipped.Detectors.GroupBy(d => d.Provider).First(g => g.Count() == 1).Single();
        Assert.Equal(only, new Library(Shelf.Shipped).Of(Shelf.Shipped.ProviderOf(only), PlaybookRequest.Plain).Detector);
    }

    [Fact]
    public void Variables_are_the_files_own_or_made_from_the_names()
    {
        var store = Shelf.Of("zoom/client-secret", catalog: Shelf.Frozen).Lines("store");
        Assert.All(["ZOOM_ACCOUNT_ID", "ZOOM_CLIENT_ID", "ZOOM_CLIENT_SECRET"], v => Assert.Contains(v, store, StringComparison.Ordinal));
        Assert.Contains("ACME_KEY", Acme("variables: { secret: ACME_KEY }").Lines("store"), StringComparison.Ordinal);
    }
}
