using System.Text;
using CsCheck;
using Stanch.Detection;
using Stanch.Detection.Judging;
using Stanch.Detection.Recognizers;

namespace Stanch.Tests.Detection.Judging;

/// <summary>The model of the generic detectors: its file, its promises, and what it makes of values that people choose.</summary>
public sealed class JudgementTest
{
    private const string Weights = "# two trees\nbias 0.5\ncurve -1 0.2\ncurve 1 0.8\nusual Length 4\ntree Length<8 -0.5 +1\ntree Digits<0.25 Length<4 +0.25 +0 -1.5\n";

    private static float[] Traits(params (Trait Trait, float Value)[] set)
    {
        var traits = new float[Evidence.Count];
        foreach (var (trait, value) in set) traits[(int)trait] = value;
        return traits;
    }

    private static double? Assigned(string text, string anchor) =>
        Encoding.UTF8.GetBytes(text) is var bytes && bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(anchor)) is var at
            ? AssignmentRecognizer.Parse(bytes, new ByteRange(at, at + anchor.Length)).Candidate?.Confidence
            : null;

    [Fact]
    public void A_file_of_weights_is_read_as_it_is_written()
    {
        var judgement = WeightsReader.Read(Weights);
        Assert.Equal(0.5f - 0.5f + 0.25f, judgement.Sum(Traits((Trait.Length, 3))));
        Assert.Equal(0.5f - 0.5f + 0f, judgement.Sum(Traits((Trait.Length, 7))));
        Assert.Equal(0.5f + 1f - 1.5f, judgement.Sum(Traits((Trait.Length, 8), (Trait.Digits, 0.25f))));
    }

    [Fact]
    public void The_curve_is_followed_between_its_points_and_held_beyond_them()
    {
        var judgement = WeightsReader.Read(Weights);
        Assert.Equal(0.2, judgement.Calibrated(-5), 3);
        Assert.Equal(0.5, judgement.Calibrated(0), 3);
        Assert.Equal(0.8, judgement.Calibrated(5), 3);
    }

    [Theory]
    [InlineData("leaf 1")]
    [InlineData("tree Colour<3 +1 -1")]
    [InlineData("tree Length<3 +1")]
    [InlineData("bias one")]
    public void A_broken_file_of_weights_is_refused(string text) => Assert.ThrowsAny<Exception>(() => WeightsReader.Read(text));

    [Fact]
    public void A_trait_with_a_direction_never_moves_the_judgement_the_other_way()
    {
        var directed = Enum.GetValues<Trait>().Where(t => Stanch.Detection.Judging.Traits.Direction(t) != 0).ToArray();
        Gen.Select(Gen.Float[-1, 40].Array[Evidence.Count], Gen.Int[0, directed.Length - 1], Gen.Float[0, 10]).Sample((traits, which, more) =>
        {
            var trait = directed[which];
            var before = Judgement.Default.Sum(traits);
            traits[(int)trait] += more;
            var change = Judgement.Default.Sum(traits) - before;
            Assert.True(change * Stanch.Detection.Judging.Traits.Direction(trait) >= -1e-3, $"{trait} moved it by {change}");
        });
    }

    [Fact]
    public void Every_trait_and_its_opposite_are_said_in_words()
    {
        foreach (var trait in Enum.GetValues<Trait>())
        {
            Assert.NotEmpty(Stanch.Detection.Judging.Traits.Say(trait, 0));
            Assert.NotEmpty(Stanch.Detection.Judging.Traits.Say(trait, 3));
            if (trait is not Trait.Examples) Assert.DoesNotContain("of examples are near", Stanch.Detection.Judging.Traits.Say(trait, 1));
        }
    }

    [Theory]
    [InlineData("password = \"Summer2024!\"", "password")]
    [InlineData("DB_PASSWORD=Winter#2023", "PASSWORD")]
    [InlineData("spring.datasource.password=MyDogRex1999!", "password")]
    [InlineData("<add key=\"Password\" value=\"T7!kfu20xQ\" />", "Password")]
    [InlineData("CREATE USER app IDENTIFIED BY 'qX7_ffk2!z'", "IDENTIFIED BY")]
    [InlineData("<key>password</key>\n  <string>qX7_ffk2!z</string>", "password")]
    [InlineData("password := []byte(\"qX7_ffk2!z\")", "password")]
    [InlineData("'password': (None, 'qX7_ffk2!z')", "password")]
    public void Passwords_that_people_choose_are_found(string text, string anchor) => Assert.InRange(Assigned(text, anchor) ?? 0, ConfidencePreset.Default.AtLeast, 1);

    [Theory]
    [InlineData("password = \"changeme\"", "password")]
    [InlineData("password: \"password\"", "password")]
    [InlineData("POSTGRES_PASSWORD: postgres", "PASSWORD")]
    [InlineData("password = input(\"Enter password\")", "password")]
    [InlineData("pwd = Dir.pwd", "pwd")]
    [InlineData("// First pass: eliminate unused phis", "pass:")]
    [InlineData("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Key:")]
    [InlineData("token = \"abcdef\"", "token")]
    [InlineData("secret: `lib/keys9.ts:23`", "secret")]
    public void Words_that_stand_for_a_password_are_not(string text, string anchor) => Assert.InRange(Assigned(text, anchor) ?? 0, 0, ConfidencePreset.Default.AtLeast - 0.005);

    [Theory]
    [InlineData("\"LABEL_PASSWORD\": \"Repeat your new Password\"", "PASSWORD", "a sentence")]
    [InlineData("\"TOKEN_HINT\": \"Der Code hat 6 Ziffern in der App.\"", "TOKEN", null)]
    [InlineData("Authorization: \"Bearer ${token}\"", "Authorization", "put together")]
    [InlineData("\"token=\" + token + \", \"", "token", null)]
    [InlineData("token = \"WITHSCORES\"", "token", "another word")]
    [InlineData("key: \"twoFactorAuthChallengeWithALongName\"", "key:", "another word")]
    [InlineData("totpSecret: \"TotpSecret\"", "totp", "its name again")]
    [InlineData("password: \"my-password\"", "password", "in common")]
    [InlineData("password: \"string\"", "password", "stands for one")]
    public void What_is_certain_to_be_none_is_not_weighed(string text, string anchor, string? why)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(anchor));
        Assert.Null(AssignmentRecognizer.Propose(bytes, new ByteRange(at, at + anchor.Length), out var said, explain: true));
        if (why is not null) Assert.Contains(why, said);
    }

    /// <summary>Two services that share a password name it twice, a few lines apart.</summary>
    [Fact]
    public void A_password_that_stands_near_twice_is_none_the_less()
    {
        const string Text = "POSTGRES_PASSWORD: vK93xq7PfLw2\nweb:\n  DATABASE_PASSWORD: vK93xq7PfLw2\n";
        Assert.InRange(Assigned(Text, "PASSWORD") ?? 0, 0.8, 1);
    }

    [Fact]
    public void What_decided_is_said_only_when_somebody_asks()
    {
        var text = "password = \"Summer2024!\""u8.ToArray();
        var hit = new ByteRange(0, 8);
        Assert.Null(AssignmentRecognizer.Parse(text, hit).Why);
        Assert.Contains("the name says password", AssignmentRecognizer.Parse(text, hit, explain: true).Why);
    }

    [Fact]
    public void Judging_allocates_nothing()
    {
        var text = "password = \"a\" + b; secret: user.password, \"password\": \"zq1xPw83\""u8.ToArray();
        var slot = AssignmentRecognizer.Propose(text, new ByteRange(text.AsSpan().LastIndexOf("password"u8), text.AsSpan().LastIndexOf("password"u8) + 8), out _)!.Value;
        var traits = new float[Evidence.Count];
        Evidence.Gather(text, slot, traits);
        Judgement.Default.Probability(traits);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Evidence.Gather(text, slot, traits);
            Judgement.Default.Probability(traits);
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
