using System.Text;
using Stanch.Catalog;
using Stanch.Detection;

namespace Stanch.Training;

/// <summary>Says what the shipped model makes of each line of a file.</summary>
internal static class Trial
{
    public static void Run(string path, IReadOnlyList<Detector> detectors)
    {
        foreach (var line in File.ReadAllLines(path))
        {
            var scanner = new DetectionEngine([.. detectors.Where(d => d.Recognizer.Length > 0)]).Open();
            scanner.Trace = new Trace();
            scanner.Scan(Encoding.UTF8.GetBytes(line.Replace("\\n", "\n")), []);
            Console.WriteLine(line);
            foreach (var e in scanner.Trace.Events.Where(e => e.Text != "reported")) Console.WriteLine($"    {e.Detector}: {e.Text}");
        }
    }
}
