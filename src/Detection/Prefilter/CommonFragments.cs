using System.Text;

namespace Stanch.Detection.Prefilter;

/// <summary>
/// The 1,100 commonest groups of four bytes of source code, case folded, the commonest first: counted over 12 MB of C, Python, JavaScript, Java, PHP, Go, Perl and Markdown, at
/// most 200 of a kind a file. Only used to choose which four bytes of an anchor are looked for: a wrong choice costs time, never a finding.
/// </summary>
internal static class CommonFragments
{
    // Four characters each; the fold that the prefilter uses turns `_` into 0x7F.
    private const string Groups =
        "    *    thethe tion----ine efindefifinetypeconsonst#def*#de con**  ,*  namessl_ */*nst ing int * * ;*   to striturneturretuopen intion ring" +
        "_typchecheckpensenssnssl{*  functrinfileossl of  {* this forurn  is ctio cha   *char retsl_cvalualue_sk_*/* void ope_che stratioeck_ype(and " +
        "****for  and in  if l_chstatwithstrutrucructsionsignne ssize thiabledata  *    ihar   reject   rinfosl_sinte.*  his ions   ctestcomp useform" +
        "(ossdef ar *mente(skoid  witbjecl_skptio_cone sk sk_ not com(con**/*n the thigne_setf th   sned ted code** **/** ossame  thaunctuct objecomm" +
        "pe(seratk_tysk_t_str profreecontthatncti filnterif (   / sta  // val_getator, coasn1, in/*  sn1_hat alloith ile rrorerroparanot  defent port" +
        "from be read &&*gned*intcalltern typpath|*  st cormagit t chof t:*  cessnullflag |*   coing_ ** confservck_otati  iflinetimeate listthers th" +
        ";** aramtack voiest_ter /// he s or */*#  /*0000nsigiter   aversunsicert funset_rmataddrcopyare clud.* *ect endiget_sk, x509ated resratot th" +
        "_namble angeexte /* stacinclenere innclu(sk,ludeerveess rese asnllocack_ *  *  /tabllassbase   tattrersi sizinitatice*  he cin tgenemethopti" +
        "rom   inr thinst  stclas   {/*#d, ose co   pindelatecatetingresssert nam it sed rsiotera   \"longselfd inion_ frolengensepecte rendif   |ient" +
        "lags unspacknera_val509_ arefindequeryptdingrequcryped type locacces*** ectientiexpehttpuse head_asnlice allize_tribsingnfo_;*inlockicen, 0x" +
        "xpeccensctor can   d youethompleribuibut by thod_new_of(backitem_cerduleng tenamointall  on spec // d toight as _ite an #end shomoduodulpoin" +
        "  |**#enuser ins x50chancept added i ///dateicat*#ifer tude ect_ nulid *ze_tt re====_comort leteimpl  */temp setk_ofwrite = * */_frealledent" +
        "used_resndexout /***onfi obj_fin gett inplatreatram tic _allndefhash_sta/**    (eralopernstrssioe fopassdele  deto tublio th_intill  parents" +
        "_x50 ptre to 0x0he fpubl * tstanscri expset ons ouldedeftextcatierna_ext_obj* tht ofypedyou    udif*;**/nfigonteount_fune denstaames  {*pede" +
        "\",* emen#incbools inatchelet(ptrcreastor**#ilue *// othee of_inf /**ck_c*#in  **t asrintame,e(ptbuteder  claddrestarprin errarran1_i == rent" +
        ", ptriteenceeateommimmittualassepe(pong ne bed ccoun caluestques whewill wiltartor tsour dat_ctxs tonst_resuk_x5tracture  th  # ourcurceache" +
        "sultdresblicass treeliencan   ass = esulllvmclie cop_filesert coher ectoase toryacceore only refion._adduld alided bifiet = ocathis-is->t*  " +
        "exce* **e_t valimbere ist israngarses a rectpars pubhe l**#d_proessi   vaultentrtor distfaul   $ verelseevennew_   es nompla_exp   f has   _" +
        "ata builhanddefa_datntenefaucripinedt toriptctedempl   #xcep argieldtterhen _err lonode hereme,  rearespd thundet stxteruintning optnodehe a" +
        "k, p*typ sectifi0*#dk_ass.* ngthengtnce der_ance repbio ertioverttrick_a_met sel patsser_genhave   'e fisagest a biotruerraylemeefunionactrl" +
        "(x50k_cornalert_e.* h th   otatebytefferpeciractnumbd bytentencoprocor a numilestorellows*  andl(stapartumbeoid_ modmpor ((s whie ass ann1_s" +
        " linrepon coers remoe an flaext_one c_tyratiest  trupkcsunc_id_s impe lid ch we _sigectefielctuapenaern ree( keytr, e biwhen  se_ctr*voi lic" +
        "modeyptos of*///ndle_cmpio *nfo ypendeclirec(voibio_spacne oallyxtenwordncod pree(ositioool pacepera appmandreefnc_t out',* std:td::\": \" git" +
        "_no_suppg thed adireess_~~~~load booack replworkght he pauthidenimpoon t_vertivestre len assual the*he reefu   bsk_pposist sdiffng aactut_ex" +
        "nts olic newtial_cha(int disame_ a smmanounduildificth tshouhouldesce_st   m anyes aonalommaifndfnderighave is a havprot indelf.ster*extse i" +
        "to and tsuccs fopolie sttatuatused fkey e,* ucce_attpdatt x5pressortnt a, stmovees tnge ', 'halleclae usinse$thindersk_sble_nser_delhang_oid" +
        "ensi*tes gen_ptret_cappeity lic licye_tyclar_key a carge req = sd*  osittains reis c_id_, th subct_salsee a t bi frefalsst on in otheprent i" +
        "updaed.*shifhiftuppolly ck_xfere spe.**  attany bloc endpporrverage /* cert(threent_merglarene airstescrmakectx are_pendsk_aode_ntinplicfirs" +
        "ind_nlincachtreaessantegestrmallergen1_tio_cntryize is irtedred prece_sk chetnamace ype_he o_polmain prier oeren bas-for_iniallbere ror ion," +
        " tem els pers ar && ventk_pomisstensnt cven nal ate__flacase iteer_o 0, sect pas>*  llba, siorte act  unead lter stdure t(osters1_st(*  r = " +
        "lbacnsio*star*   buton o((stnt tt be inc**tever e;* f stis nif te paust _is_esetime is f*conam  ef sn repare(cmptem qualinataliznly archlect" +
        "ptr, llv(bioles reamissicurrnse key_nt oice set(y thsequree ";

    /// <summary>From a folded group to its place, 0 = the commonest.</summary>
    public static Dictionary<uint, int> Places()
    {
        var places = new Dictionary<uint, int>(Groups.Length / 4);
        Span<byte> group = stackalloc byte[4];
        for (var i = 0; i < Groups.Length; i += 4)
        {
            Encoding.Latin1.GetBytes(Groups.AsSpan(i, 4), group);
            places.TryAdd(BitConverter.ToUInt32(group) | AnchorIndex.Fold, i / 4);
        }
        return places;
    }
}
