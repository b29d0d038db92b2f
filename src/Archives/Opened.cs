using Stanch.Archives.Streams;
using Stanch.Sources;

namespace Stanch.Archives;

/// <summary>An open container: what its format hands entries to.</summary>
internal sealed class Opened(Provenance provenance, Budget budget, Coverage coverage, int depth, Action<Opened, Provenance, Stream> take)
{
    public Provenance Provenance => provenance;
    public Budget Budget => budget;
    public int Depth => depth;
    public Coverage Coverage => coverage;

    /// <summary>Hands on one entry. What it holds is read before this returns, as far as anybody wants it.</summary>
    /// <returns>False: it was given up.</returns>
    public bool Take(string name, Stream content) => Take(new EntryProvenance(provenance, EntryName.Of(name)), content);

    /// <summary>Hands on text that was made of an entry, or of the container itself.</summary>
    /// <param name="entry">The entry's name; null: of the container.</param>
    /// <param name="what">What the text is of it.</param>
    public bool TakeText(string? entry, string what, Stream content) =>
        Take(new EntryProvenance(entry is null ? provenance : new EntryProvenance(provenance, EntryName.Of(entry)), EntryName.Of(what), Derived: true), content);

    private bool Take(EntryProvenance entry, Stream content)
    {
        budget.CountEntry();
        try
        {
            take(this, entry, content);
            return true;
        }
        catch (DamagedException e)
        {
            coverage.Skip(e.Reason, entry.Describe(), e.Message);
        }
        catch (SpentException e) when (!e.Whole)
        {
            coverage.Skip(e.Reason, entry.Describe(), e.Message);
        }
        return false;
    }

    /// <summary>Names an entry that is not handed on.</summary>
    public void Skip(SkipReason reason, string name, string detail = "")
    {
        budget.CountEntry();
        coverage.Skip(reason, new EntryProvenance(provenance, EntryName.Of(name)).Describe(), detail);
    }

    /// <summary>What comes out of a decoder of one entry.</summary>
    /// <param name="input">Bytes that go in.</param>
    /// <param name="least">Bytes that must come out.</param>
    public InflatedStream Inflated(Stream decoder, Func<long> input, long least = 0) => new(decoder, input, budget, least);

    /// <summary>The one thing that a compressed file holds. An archive in it is told as one container with its compression.</summary>
    public void TakeInner(string name, Stream content)
    {
        var (head, whole) = PeekedStream.Peek(content, Format.Head);
        if (KnownFormats.Of(head) is { JoinsCompression: true } format) format.Read(whole, this);
        else Take(name, whole);
    }
}
