namespace Stanch.Detection.Prefilter;

/// <summary>One position at a time: runs everywhere, and says what the vector paths must find.</summary>
internal sealed unsafe class ScalarPrefilter : IPrefilter
{
    public int Find(AnchorIndex index, byte* content, ref int from, int to, int* hits, int capacity)
    {
        var bitmap = index.Bitmap;
        var count = 0;
        var i = from;
        for (; i < to && count < capacity; i++)
        {
            if (AnchorIndex.InBitmap(bitmap, AnchorIndex.Folded(content + i))) hits[count++] = i;
        }
        from = i;
        return count;
    }
}
