using System.Buffers;
using System.Buffers.Binary;

namespace Stanch.Archives.Formats;

/// <summary>Reads the objects that Python marshals and keeps what is text.</summary>
/// <param name="version">Of the compiled file: the fields of code objects differ.</param>
internal sealed class MarshalText(ReadOnlyMemory<byte> bytes, int version)
{
    private const int Deepest = 200, MostObjects = 4_000_000, Shared = 0x80;
    private const int Ops2 = 62011, Wordcode = 3379, With38 = 3400, With311 = 3450, With313 = 3550;
    private const int LoadConst = 100, StoreName = 90, StoreGlobal = 97, StoreFast = 125;

    private readonly List<object?> shared = [];
    private readonly List<byte[]> interned = [];
    private readonly ArrayBufferWriter<byte> text = new();
    private int at, objects;

    public byte[] Text => text.WrittenSpan.ToArray();

    /// <returns>False: it is damaged.</returns>
    public bool TryRead()
    {
        try
        {
            Read(0);
            return true;
        }
        catch (DamagedException)
        {
            return false;
        }
    }

    // A byte array is a text, an object array a tuple; all else is null.
    private object? Read(int depth)
    {
        if (depth > Deepest || ++objects > MostObjects) throw new DamagedException("damaged");
        var kind = Next();
        var share = (kind & Shared) != 0;
        // What is shared has its number before what is in it.
        var number = shared.Count;
        if (share) shared.Add(null);
        var value = Read((char)(kind & ~Shared), depth);
        if (share) shared[number] = value;
        return value;
    }

    private object? Read(char kind, int depth)
    {
        switch (kind)
        {
            case '0' or 'N' or 'F' or 'T' or 'S' or '.': return null;
            case 'i': Skip(4); return null;
            case 'I' or 'g': Skip(8); return null;
            case 'y': Skip(16); return null;
            case 'f': Skip(Next()); return null;
            case 'x': Skip(Next()); Skip(Next()); return null;
            case 'l': Skip(2L * Math.Abs((long)Int())); return null;
            case 's' or 'u' or 'a': return Bytes(Int());
            case 'A': return Bytes(Int());
            case 't':
                var name = Bytes(Int());
                interned.Add(name);
                return name;
            case 'z' or 'Z': return Bytes(Next());
            case 'r': return Int() is var r && r >= 0 && r < shared.Count ? shared[r] : throw new DamagedException("damaged");
            case 'R': return Int() is var i && i >= 0 && i < interned.Count ? interned[i] : throw new DamagedException("damaged");
            case '(': return Items(Int(), depth);
            case ')': return Items(Next(), depth);
            case '[' or '<' or '>': return Items(Int(), depth);
            case '{':
                while (bytes.Span[Math.Min(at, bytes.Length - 1)] != '0') Read(depth + 1);
                at++;
                return null;
            case ':': return Items(3, depth);
            case 'c': Code(depth); return null;
            default: throw new DamagedException("damaged");
        }
    }

    private object?[] Items(int count, int depth)
    {
        if (count < 0 || count > bytes.Length - at) throw new DamagedException("damaged");
        var items = new object?[count];
        for (var i = 0; i < count; i++) items[i] = Read(depth + 1);
        return items;
    }

    private void Code(int depth)
    {
        Skip(4 * (version >= Ops2 ? 4 : version >= With311 ? 5 : version >= With38 ? 6 : 5));
        var code = Read(depth + 1) as byte[];
        var constants = Read(depth + 1) as object?[];
        var names = Read(depth + 1) as object?[];
        // Variables; before 3.11 three tuples, from then on one and their kinds.
        var locals = Read(depth + 1) as object?[];
        Read(depth + 1);
        if (version is < With311 or >= Ops2) Read(depth + 1);
        Read(depth + 1);
        Read(depth + 1);
        if (version is >= With311 and < Ops2) Read(depth + 1);
        Skip(4);
        Read(depth + 1);
        if (version is >= With311 and < Ops2) Read(depth + 1);
        var named = Assignments(code ?? [], constants ?? [], names ?? [], locals ?? []);
        foreach (var constant in constants ?? []) Tell(constant, named);
    }

    /// <summary><c>NAME = "text"</c> where an instruction that loads a text stands right before one that stores it.</summary>
    private HashSet<object> Assignments(ReadOnlySpan<byte> code, object?[] constants, object?[] names, object?[] locals)
    {
        var named = new HashSet<object>(ReferenceEqualityComparer.Instance);
        // Numbers of instructions are known from here to there.
        if (version is < Wordcode or >= With313) return named;
        for (var i = 0; i + 3 < code.Length; i += 2)
        {
            if (code[i] != LoadConst || code[i + 1] >= constants.Length || constants[code[i + 1]] is not byte[] value) continue;
            var list = code[i + 2] switch { StoreName or StoreGlobal => names, StoreFast => locals, _ => [] };
            if (code[i + 3] >= list.Length || list[code[i + 3]] is not byte[] name) continue;
            text.Write(name);
            text.Write(" = \""u8);
            text.Write(value);
            text.Write("\"\n"u8);
            named.Add(value);
        }
        return named;
    }

    private void Tell(object? constant, HashSet<object> named)
    {
        if (constant is byte[] { Length: > 0 } value && !named.Contains(value))
        {
            text.Write(value);
            text.Write("\n"u8);
        }
        else if (constant is object?[] items) foreach (var item in items) Tell(item, named);
    }

    private int Next() => at < bytes.Length ? bytes.Span[at++] : throw new DamagedException("ends too early");

    private int Int()
    {
        Skip(4);
        return BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[(at - 4)..]);
    }

    private byte[] Bytes(int length)
    {
        Skip(length);
        return bytes.Slice(at - length, length).ToArray();
    }

    private void Skip(long length)
    {
        if (length < 0 || length > bytes.Length - at) throw new DamagedException("ends too early");
        at += (int)length;
    }
}
