using System.Runtime.InteropServices;
using Stanch.Bench;
using Stanch.Bench.Quality;
using Stanch.Bench.Trials;

// bench OPTIONS [FIGURE...]: see ../../bench for what it is called with.
var options = Options.Parse(args);
if (options is null) return 2;
var table = new Table(Console.Out);
Console.WriteLine($"{RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors, {Options.Processor()}");
if (options.Wants("detect")) DetectFigure.Print(options, table);
if (options.Wants("linear")) LinearFigure.Print(options, table);
if (options.Wants("catalog")) CatalogFigure.Print(options, table);
if (options.Wants("generic")) GenericFigure.Print(options, table);
if (options.Wants("tree")) TreeFigure.Print(options, table);
if (options.Wants("history")) HistoryFigure.Print(options, table);
if (options.Wants("staged")) StagedFigure.Print(options, table);
if (options.Wants("hook")) HookFigure.Print(options, table);
if (options.Wants("check")) CheckFigure.Print(options, table);
if (options.Labels.Length > 0 && options.Wants("quality") && !QualityFigure.Print(options, table)) return 2;
if (options.Clones.Length > 0 && options.Wants("alarms") && !TrialFigure.Print(options, table, past: false)) return 2;
if (options.Clones.Length > 0 && options.Wants("past-alarms") && !TrialFigure.Print(options, table, past: true)) return 2;
Console.WriteLine(table.AllHeld ? "\nall limits held" : "\nsome limits were missed");
return table.AllHeld ? 0 : 1;
